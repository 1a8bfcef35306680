// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.connectors.media.MediaSource;
import io.multimodal.examples.images.SampleImages;
import io.multimodal.functions.MediaScalarFunction;
import io.multimodal.functions.MultimodalModule;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.image.ImagePixels;
import io.multimodal.media.tensor.TensorSpec.Channels;
import io.multimodal.media.tensor.TensorSpec.Layout;
import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import io.multimodal.types.Image;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The functions that docs/java.md shows, on a cluster, against Java's own decoder. */
class OwnFunctionITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir private Path temp;
    private Path folder;
    private StreamExecutionEnvironment stream;
    private StreamTableEnvironment env;

    public static final class Brightness extends MediaScalarFunction {
        public Double eval(Image img) throws Exception {
            return img == null ? null : brightness(media(), img);
        }
    }

    public static final class BrightnessOfEach extends RichMapFunction<Image, Double> {
        private final MultimodalConfig config;
        private transient MediaRuntime media;

        public BrightnessOfEach(MultimodalConfig config) {
            this.config = config;
        }

        @Override
        public void open(OpenContext context) throws Exception {
            media = MediaRuntime.acquire(config);
        }

        @Override
        public Double map(Image img) throws Exception {
            return brightness(media, img);
        }

        @Override
        public void close() throws Exception {
            if (media != null) {
                media.close();
            }
        }
    }

    private static double brightness(MediaRuntime media, Image img) throws Exception {
        ImagePixels pixels = media.images().pixels(img.reference(), Layout.HWC, Channels.GREY);
        long sum = 0;
        for (byte value : pixels.values()) {
            sum += value & 0xff;
        }
        return (double) sum / pixels.values().length;
    }

    @BeforeEach
    void openASession() throws Exception {
        folder = temp.resolve("images");
        SampleImages.drawInto(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> !file.toString().endsWith(".png")).toList()) {
                Files.delete(file);
            }
        }
        stream = StreamExecutionEnvironment.getExecutionEnvironment();
        env = StreamTableEnvironment.create(stream);
        env.getConfig().set("multimodal.stores.main.uri", temp.resolve("store").toUri().toString());
        MultimodalSql.install(env);
        env.loadModule("multimodal", new MultimodalModule());
    }

    @Test
    void readsPixelsInSql() throws Exception {
        env.executeSql(
                "CREATE TABLE images (img IMAGE) WITH ('connector' = 'media', 'path' = '%s')"
                        .formatted(folder));
        env.createTemporarySystemFunction("BRIGHTNESS", Brightness.class);
        List<Double> values = new ArrayList<>();
        try (CloseableIterator<Row> rows =
                env.executeSql(
                                "SELECT BRIGHTNESS(img), BRIGHTNESS(IMAGE_FLIP(img)), BRIGHTNESS(CAST(NULL AS IMAGE)) FROM images")
                        .collect()) {
            while (rows.hasNext()) {
                Row row = rows.next();
                values.add((Double) row.getField(0));
                assertThat(row.getField(1)).isEqualTo(row.getField(0));
                assertThat(row.getField(2)).isNull();
            }
        }
        Collections.sort(values);
        assertThat(values).isEqualTo(expected());
    }

    @Test
    void readsPixelsInADataStream() throws Exception {
        MultimodalConfig config = MultimodalOptions.resolve(env.getConfig());
        DataStream<Image> images =
                stream.fromSource(
                                MediaSource.files(config, folder.toString()),
                                WatermarkStrategy.noWatermarks(),
                                "images")
                        .map(file -> file.image())
                        .returns(Image.class);
        DataStream<Double> brightness = images.map(new BrightnessOfEach(config));
        List<Double> values = new ArrayList<>();
        brightness.executeAndCollect().forEachRemaining(values::add);
        Collections.sort(values);
        assertThat(values).isEqualTo(expected());
    }

    @Test
    void isWhatThePageShows() throws Exception {
        String source =
                flat(
                        Files.readString(
                                Path.of(
                                        "src/test/java",
                                        OwnFunctionITCase.class.getName().replace('.', '/')
                                                + ".java")));
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../../docs/java.md")));
        List<String> shown = blocks.results().map(block -> flat(block.group(1))).toList();
        assertThat(shown)
                .hasSizeGreaterThan(2)
                .allSatisfy(block -> assertThat(source).contains(block));
    }

    private static String flat(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }

    private List<Double> expected() throws Exception {
        TreeSet<Double> values = new TreeSet<>();
        int images = 0;
        for (File file : folder.toFile().listFiles()) {
            BufferedImage image = ImageIO.read(file);
            long sum = 0;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    int rgb = image.getRGB(x, y);
                    sum +=
                            ((rgb >> 16 & 0xff) * 19595
                                            + (rgb >> 8 & 0xff) * 38470
                                            + (rgb & 0xff) * 7471
                                            + 0x8000)
                                    >> 16;
                }
            }
            values.add((double) sum / (image.getWidth() * (double) image.getHeight()));
            images++;
        }
        assertThat(images).isPositive();
        return new ArrayList<>(values);
    }
}
