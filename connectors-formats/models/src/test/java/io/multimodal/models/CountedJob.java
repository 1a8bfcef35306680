// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.InferenceProvider;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.RunSettings;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.ref.ContentId;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.factories.Factory;
import org.apache.flink.util.TemporaryClassLoaderContext;

/** A job over images with a model that writes down each inference, and can kill its process. */
final class CountedJob {
    static final int IMAGES = 200;

    private final Path folder;

    /**
     * @param folder for the store, the log of inferences and what Flink finds the model by
     */
    CountedJob(Path folder) {
        this.folder = folder;
    }

    /** Runs the job of a folder until it kills its process by SIGKILL at an inference. */
    public static void main(String[] args) throws Exception {
        new CountedJob(Path.of(args[0])).run(Integer.parseInt(args[1]));
    }

    /** How many inferences there were, in all processes. */
    long inferences() throws IOException {
        return Files.exists(log()) ? Files.size(log()) : 0;
    }

    /** Runs it to its end in this process. Gives the number of rows. */
    int run() throws Exception {
        return run(Integer.MAX_VALUE);
    }

    private int run(int killAt) throws Exception {
        Path services = folder.resolve("services");
        Path service = services.resolve("META-INF/services/" + Factory.class.getName());
        Files.createDirectories(service.getParent());
        Files.writeString(service, CountedFactory.class.getName());
        URL[] path = {services.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader());
                TemporaryClassLoaderContext unused = TemporaryClassLoaderContext.of(loader)) {
            ModelJob job = new ModelJob(folder.resolve("store"), true);
            // What is not remembered when the process dies are the rows in flight: four in two
            // subtasks.
            job.set("table.exec.async-ml-predict.max-concurrent-operations", "2");
            for (int i = 0; i < IMAGES; i++) {
                BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
                image.setRGB(0, 0, i);
                job.add("image " + i, image);
            }
            job.execute(
                    "CREATE MODEL counted INPUT (img IMAGE) OUTPUT (label STRING, score FLOAT) WITH ('provider' = 'counted', 'task' = 'classification', 'log' = '%s', 'kill-at' = '%d', 'batch.max-size' = '1', 'concurrent-runs' = '1')"
                            .formatted(log(), killAt));
            return job.predict("counted", true).size();
        }
    }

    private Path log() {
        return folder.resolve("inferences");
    }

    /** Found by a service file of the job. */
    public static final class CountedFactory extends MediaModelProviderFactory {
        @Override
        public String factoryIdentifier() {
            return "counted";
        }

        @Override
        protected InferenceProvider provider() {
            return new Provider();
        }
    }

    private record Provider() implements InferenceProvider {
        private static final ConfigOption<String> LOG = key("log").stringType().noDefaultValue();
        private static final ConfigOption<Integer> KILL_AT =
                key("kill-at").intType().noDefaultValue();

        @Override
        public Set<ConfigOption<?>> requiredOptions() {
            return Set.of(LOG, KILL_AT);
        }

        @Override
        public Set<ConfigOption<?>> optionalOptions() {
            return Set.of();
        }

        @Override
        public ModelSource open(ReadableConfig options, StoreConfig stores) {
            return new Model(Path.of(options.get(LOG)), options.get(KILL_AT));
        }
    }

    private record Model(Path log, int killAt) implements ModelSource {
        @Override
        public String origin() {
            return "counted";
        }

        @Override
        public ContentId digest() {
            return ContentId.hash("counted 1");
        }

        @Override
        public ModelSignature signature() {
            long free = ModelSignature.FREE;
            return new ModelSignature(
                    List.of(ModelSignature.Tensor.of("x", "FLOAT", new long[] {free, 3, 4, 4})),
                    List.of(ModelSignature.Tensor.of("y", "FLOAT", new long[] {free, 2})));
        }

        @Override
        public BatchRunner load(ModelBinding binding, RunSettings settings) {
            return (input, shape) -> {
                try {
                    Files.write(
                            log, new byte[1], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    if (Files.size(log) == killAt) {
                        String pid = Long.toString(ProcessHandle.current().pid());
                        new ProcessBuilder("kill", "-9", pid).start().waitFor();
                    }
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return List.of(ModelOutput.of(FloatBuffer.allocate(2), 2));
            };
        }
    }
}
