// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.render;

import io.multimodal.media.internal.image.raster.Affine;
import io.multimodal.media.internal.image.raster.Grey;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.image.raster.RasterSink;
import io.multimodal.media.internal.image.raster.RowSink;
import io.multimodal.media.internal.runtime.DecodeMemory;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.InterruptedIOException;
import java.util.List;

/** A source that is held and the stages that it is to pass. */
public final class Rendering implements AutoCloseable {
    private final Raster source;
    private final List<Stage> stages;
    private final int shift;
    private final boolean grey;
    private final DecodeMemory.Share share;

    private Rendering(
            Raster source, List<Stage> stages, int shift, boolean grey, DecodeMemory.Share share) {
        this.source = source;
        this.stages = stages;
        this.shift = shift;
        this.grey = grey;
        this.share = share;
    }

    /**
     * Takes over a source that is held for the caller, whatever comes of it, and waits for the
     * memory that the stages take.
     *
     * @param shift the source is at 1/2^shift of its size
     * @param kept whether the source is counted as kept for later; else it is counted here
     * @param grey whether the result is grey: it is made so at the end, since steps keep grey grey
     */
    public static Rendering of(
            Raster source,
            List<Stage> stages,
            int shift,
            boolean grey,
            DecodeMemory memory,
            boolean kept)
            throws MediaException, InterruptedIOException {
        boolean done = false;
        try {
            long bytes = 0;
            for (Stage stage : stages) {
                bytes += StageRunner.memoryBytes(stage);
                bytes += Effect.memoryBytes(stage.effect(), stage.size());
            }
            DecodeMemory.Share share =
                    kept ? memory.admit(bytes) : memory.count(bytes + source.bytes());
            Rendering rendering = new Rendering(source, stages, shift, grey, share);
            done = true;
            return rendering;
        } finally {
            if (!done) {
                source.close();
            }
        }
    }

    /** Runs the stages; the last one's rows go to the sink. */
    public void run(RowSink sink) throws MediaException {
        Affine reduced = Affine.scale(1.0 / (1 << shift), 1.0 / (1 << shift));
        Stage first = stages.get(0);
        run(
                source,
                new Stage(reduced.after(first.toSource()), first.size(), first.effect()),
                0,
                grey ? new Grey(sink) : sink);
    }

    private void run(Raster image, Stage stage, int index, RowSink sink) throws MediaException {
        if (index == stages.size() - 1) {
            StageRunner.run(image, stage, sink);
            return;
        }
        ImageSize size = stage.size();
        Raster result = Raster.allocate(size.width(), size.height());
        try {
            StageRunner.run(image, stage, new RasterSink(result));
            result = Effect.apply(stage.effect(), result);
            run(result, stages.get(index + 1), index + 1, sink);
        } finally {
            result.close();
        }
    }

    @Override
    public void close() {
        share.close();
        source.close();
    }
}
