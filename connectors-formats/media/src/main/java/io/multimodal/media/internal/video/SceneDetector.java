// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.video;

import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * Finds where scenes begin: at each frame that differs from the one before it by more than a
 * threshold. The difference is that of brightness in 16 x 9 points spread evenly, each the mean of
 * 3 x 3 pixels around it: the mean of the absolute differences, 0 to 1. Not thread-safe.
 */
public final class SceneDetector {
    private static final int ACROSS = 16;
    private static final int DOWN = 9;

    private final double threshold;
    private final List<Long> starts = new ArrayList<>();
    private float[] before;

    public SceneDetector(double threshold) throws MediaException {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "A threshold of scenes is more than 0 and at most 1, not " + threshold);
        }
        this.threshold = threshold;
    }

    public void add(AVFrame frame, long micros) {
        float[] points = points(frame);
        if (before == null || difference(before, points) > threshold) {
            starts.add(micros);
        }
        before = points;
    }

    /** When each scene begins, the first one with the first frame. */
    public List<Long> starts() {
        return starts;
    }

    private static double difference(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / a.length;
    }

    private static float[] points(AVFrame frame) {
        AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
        // The first component: luma, or of RGB one colour.
        AVComponentDescriptor luma = format.comp(0);
        float scale = 1f / ((1 << luma.depth()) - 1);
        float[] points = new float[ACROSS * DOWN];
        for (int j = 0; j < DOWN; j++) {
            for (int i = 0; i < ACROSS; i++) {
                int x = (2 * i + 1) * frame.width() / (2 * ACROSS);
                int y = (2 * j + 1) * frame.height() / (2 * DOWN);
                points[j * ACROSS + i] = mean(frame, luma, x, y) * scale;
            }
        }
        return points;
    }

    private static float mean(AVFrame frame, AVComponentDescriptor luma, int x, int y) {
        int sum = 0;
        int count = 0;
        for (int v = Math.max(0, y - 1); v <= Math.min(frame.height() - 1, y + 1); v++) {
            for (int u = Math.max(0, x - 1); u <= Math.min(frame.width() - 1, x + 1); u++) {
                long at =
                        (long) v * frame.linesize(luma.plane())
                                + (long) u * luma.step()
                                + luma.offset();
                int value = frame.data(luma.plane()).get(at) & 0xff;
                if (luma.depth() > 8) {
                    value |= (frame.data(luma.plane()).get(at + 1) & 0xff) << 8;
                }
                sum += value >> luma.shift();
                count++;
            }
        }
        return (float) sum / count;
    }
}
