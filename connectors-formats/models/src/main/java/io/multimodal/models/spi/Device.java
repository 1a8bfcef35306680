// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The device that runs a model.
 *
 * @param kind what it is
 * @param index which of the devices of its kind it is, from 0 on; 0 for a CPU
 */
@Public
public record Device(Kind kind, int index) implements Serializable {
    /** The CPU. */
    public static final Device CPU = new Device(Kind.CPU, 0);

    /** The first GPU. */
    public static final Device CUDA = cuda(0);

    private static final Pattern WORD = Pattern.compile("cuda(?::([0-9]{1,4}))?");

    /** The kinds of devices. */
    public enum Kind {
        CPU,
        /** An NVIDIA GPU; the provider {@code onnx} needs the GPU build of ONNX Runtime for it. */
        CUDA
    }

    public Device {
        if (index < 0 || (kind == Kind.CPU && index > 0)) {
            throw new IllegalArgumentException("There is no device " + kind + " " + index);
        }
    }

    /**
     * A GPU, by its number from 0 on, as CUDA counts those that {@code CUDA_VISIBLE_DEVICES} shows.
     */
    public static Device cuda(int index) {
        return new Device(Kind.CUDA, index);
    }

    /** The device that {@code cpu}, {@code cuda} or {@code cuda:1} names; empty for other words. */
    public static Optional<Device> named(String word) {
        if (word.equals("cpu")) {
            return Optional.of(CPU);
        }
        Matcher cuda = WORD.matcher(word);
        return cuda.matches()
                ? Optional.of(cuda(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1))))
                : Optional.empty();
    }

    /** Whether it is a GPU. */
    public boolean isCuda() {
        return kind == Kind.CUDA;
    }

    /** The word that options use. */
    @Override
    public String toString() {
        if (kind == Kind.CPU) {
            return "cpu";
        }
        return index == 0 ? "cuda" : "cuda:" + index;
    }
}
