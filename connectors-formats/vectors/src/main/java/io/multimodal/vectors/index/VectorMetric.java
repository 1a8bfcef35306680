// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.index;

import io.multimodal.annotation.Public;

/** How near two vectors are. */
@Public
public enum VectorMetric {
    /** The cosine of the angle between two vectors, -1 to 1; the largest is the nearest. */
    COSINE("cosine") {
        @Override
        public double score(float[] one, float[] other) {
            double product = 0;
            double ofOne = 0;
            double ofOther = 0;
            for (int i = 0; i < one.length; i++) {
                product += (double) one[i] * other[i];
                ofOne += (double) one[i] * one[i];
                ofOther += (double) other[i] * other[i];
            }
            return product / Math.sqrt(ofOne * ofOther);
        }
    },
    /** The Euclidean distance, from 0; the smallest is the nearest. */
    EUCLIDEAN("euclidean") {
        @Override
        public double score(float[] one, float[] other) {
            double sum = 0;
            for (int i = 0; i < one.length; i++) {
                double difference = (double) one[i] - other[i];
                sum += difference * difference;
            }
            return Math.sqrt(sum);
        }
    },
    /** The inner product; the largest is the nearest. */
    INNER_PRODUCT("inner-product") {
        @Override
        public double score(float[] one, float[] other) {
            double product = 0;
            for (int i = 0; i < one.length; i++) {
                product += (double) one[i] * other[i];
            }
            return product;
        }
    };

    private final String word;

    VectorMetric(String word) {
        this.word = word;
    }

    /**
     * The exact score of two vectors of the same length, which is computed with 64 bits. Where the
     * squares of all numbers are 0 in 64 bits, the cosine is NaN.
     */
    public abstract double score(float[] one, float[] other);

    /** Whether the first score is that of a nearer vector than the second one: negative then. */
    public int compare(double one, double other) {
        return this == EUCLIDEAN ? Double.compare(one, other) : Double.compare(other, one);
    }

    /** The word as options spell it. */
    @Override
    public String toString() {
        return word;
    }
}
