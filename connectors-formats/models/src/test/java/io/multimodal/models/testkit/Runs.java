// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.testkit;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.Device;
import io.multimodal.models.spi.InputRow;
import io.multimodal.models.spi.InputShape;
import io.multimodal.models.spi.InputTensor;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.PlannedTask;
import io.multimodal.models.spi.PreparedRow;
import io.multimodal.models.spi.RunSettings;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.data.RowData;

/** What the contracts run models with. */
final class Runs {
    static final RunSettings SETTINGS =
            new RunSettings(
                    Device.CPU, 1, 1, 4, Duration.ofMillis(2), RunSettings.DEFAULT_WAITING_BYTES);

    private Runs() {}

    /** A configuration whose stores are in a folder that ends with the process. */
    static MultimodalConfig config() throws Exception {
        Path folder = Files.createTempDirectory("models");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder.toFile())));
        return MultimodalOptions.resolve(
                Configuration.fromMap(
                        Map.of("multimodal.stores.default.uri", folder.toUri().toString())));
    }

    private static void delete(java.io.File file) {
        java.io.File[] children = file.listFiles();
        if (children != null) {
            for (java.io.File child : children) {
                delete(child);
            }
        }
        boolean unused = file.delete();
    }

    static MediaRuntime media() throws Exception {
        return MediaRuntime.acquire(config());
    }

    /** As the runtime hands it over. */
    static FloatBuffer buffer(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** As the runtime hands them over, each byte of them set. */
    static List<ByteBuffer> targets(List<InputShape> shapes, int fill) {
        List<ByteBuffer> targets = new ArrayList<>();
        for (InputShape shape : shapes) {
            ByteBuffer target =
                    ByteBuffer.allocateDirect(Math.toIntExact(shape.bytes()))
                            .order(ByteOrder.nativeOrder());
            while (target.hasRemaining()) {
                target.put((byte) fill);
            }
            targets.add(target.rewind());
        }
        return targets;
    }

    /** The batch of one row that was written. */
    static List<InputTensor> batchOfOne(List<InputShape> shapes, List<ByteBuffer> written) {
        List<InputTensor> batch = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            int[] lengths = shapes.get(i).lengths().stream().mapToInt(n -> n).toArray();
            batch.add(
                    new InputTensor(
                            shapes.get(i).type(), written.get(i).rewind(), batch(1, lengths)));
        }
        return batch;
    }

    /** Runs one row, as often as its task wants. */
    static RowData predict(
            PlannedTask planned, BatchRunner runner, InputRow row, MediaRuntime media)
            throws Exception {
        try (PreparedRow prepared = planned.task().prepare(row, media)) {
            ModelOutput output;
            do {
                List<InputShape> shapes = prepared.inputs();
                List<ByteBuffer> targets = targets(shapes, 0);
                prepared.write(targets);
                output = runner.run(batchOfOne(shapes, targets)).get(0);
            } while (prepared.continues(output));
            return prepared.decode(output);
        }
    }

    static int elements(int... shape) {
        int elements = 1;
        for (int length : shape) {
            elements = Math.multiplyExact(elements, length);
        }
        return elements;
    }

    /** The shape of a batch. */
    static long[] batch(int rows, int... shape) {
        long[] batch = new long[shape.length + 1];
        batch[0] = rows;
        for (int i = 0; i < shape.length; i++) {
            batch[i + 1] = shape[i];
        }
        return batch;
    }
}
