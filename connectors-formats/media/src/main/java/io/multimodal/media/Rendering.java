// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.media.internal.DecodeMemory;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.PictureSize;
import java.io.InterruptedIOException;
import java.util.List;

/** A source that is held and the stages that it is to pass. */
final class Rendering implements AutoCloseable {
    private final Raster source;
    private final List<Stage> stages;
    private final int shift;
    private final DecodeMemory.Share share;

    private Rendering(Raster source, List<Stage> stages, int shift, DecodeMemory.Share share) {
        this.source = source;
        this.stages = stages;
        this.shift = shift;
        this.share = share;
    }

    /**
     * Takes over a source that is held for the caller, whatever comes of it, and waits for the
     * memory that the stages take.
     *
     * @param shift the source is at 1/2^shift of its size
     */
    static Rendering of(Raster source, List<Stage> stages, int shift, DecodeMemory memory)
            throws MediaException, InterruptedIOException {
        boolean done = false;
        try {
            long bytes = 0;
            for (Stage stage : stages) {
                bytes += StageRunner.memoryBytes(stage);
            }
            Rendering rendering = new Rendering(source, stages, shift, memory.admit(bytes));
            done = true;
            return rendering;
        } finally {
            if (!done) {
                source.close();
            }
        }
    }

    /** Runs the stages; the last one's rows go to the sink. */
    void run(TurnedSink sink) throws MediaException {
        Affine reduced = Affine.scale(1.0 / (1 << shift), 1.0 / (1 << shift));
        Stage first = stages.get(0);
        run(source, new Stage(reduced.after(first.toSource()), first.size()), 0, sink);
    }

    private void run(Raster picture, Stage stage, int index, TurnedSink sink)
            throws MediaException {
        if (index == stages.size() - 1) {
            StageRunner.run(picture, stage, sink);
            return;
        }
        PictureSize size = stage.size();
        try (Raster result = Raster.allocate(size.width(), size.height())) {
            StageRunner.run(picture, stage, new RasterSink(result));
            run(result, stages.get(index + 1), index + 1, sink);
        }
    }

    @Override
    public void close() {
        share.close();
        source.close();
    }
}
