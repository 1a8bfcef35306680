// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.multimodal.planner.MultimodalSql;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Question: how many JPEGs of 1440 x 1080 a second does a batch job read, scale to 224 x 224,
 * encode and write to WebDataset shards, beside the loop of one thread that does the same with
 * OpenCV? The job has two subtasks; its time is that of the whole statement. {@code
 * others/shards.py} measures Pillow, Daft and Ray Data on the same files. The arguments are the
 * number of images, the number of rounds, of which the first warms up, and a folder that keeps the
 * images.
 */
public final class WriteShards {
    private static final int SUBTASKS = 2;
    private static final int SIDE = 224;
    private static final int QUALITY = 90;

    private final Path folder;
    private final List<Path> photos;
    private final TableEnvironment env = TableEnvironment.create(EnvironmentSettings.inBatchMode());

    private WriteShards(Path folder, List<Path> photos) {
        this.folder = folder;
        this.photos = photos;
        MultimodalSql.install(env);
        env.executeSql("LOAD MODULE multimodal");
        env.getConfig().set("parallelism.default", String.valueOf(SUBTASKS));
        String in = photos.get(0).getParent().toUri().toString();
        env.getConfig().set("multimodal.external.bench.prefix", in);
        String store = folder.resolve("store").toUri().toString();
        env.getConfig().set("multimodal.stores.bench.uri", store);
        env.executeSql(
                "CREATE TABLE photos (img IMAGE, name STRING METADATA) WITH ('connector' = 'media', 'path' = '%s', 'in-place' = 'true')"
                        .formatted(in));
    }

    /** Makes the images, runs the loop and the job by turns, and prints what they did. */
    public static void main(String[] args) throws Exception {
        int images = Integer.parseInt(args[0]);
        int rounds = Integer.parseInt(args[1]);
        Path folder = Files.createTempDirectory("write-shards-");
        Path kept = args.length > 2 ? Path.of(args[2]) : folder.resolve("photos");
        try {
            new WriteShards(folder, SamplePhotos.write(kept, images)).run(rounds);
        } finally {
            Folders.delete(folder);
        }
    }

    private void run(int rounds) throws Exception {
        new Turns("images")
                .side("OpenCV, one thread", round -> loop("loop" + round + ".tar"))
                .side("SQL, two subtasks", round -> job("shards" + round))
                .run(rounds)
                .compare("SQL, two subtasks", "OpenCV, one thread");
        System.out.println("Peak resident memory of this process, both sides: " + peakMemory());
    }

    @SuppressWarnings("try") // the scope frees what is made within it
    private double loop(String name) throws IOException {
        long start = System.nanoTime();
        try (OutputStream file = Files.newOutputStream(folder.resolve(name));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(file)) {
            for (Path photo : photos) {
                try (PointerScope scope = new PointerScope()) {
                    byte[] jpeg = Files.readAllBytes(photo);
                    Mat decoded = imdecode(new Mat(new BytePointer(jpeg)), IMREAD_REDUCED_COLOR_4);
                    Mat scaled = new Mat();
                    resize(decoded, scaled, new Size(SIDE, SIDE), 0, 0, INTER_AREA);
                    BytePointer encoded = new BytePointer();
                    imencode(
                            ".jpg", scaled, encoded, new IntPointer(IMWRITE_JPEG_QUALITY, QUALITY));
                    byte[] bytes = new byte[(int) encoded.limit()];
                    encoded.get(bytes);
                    TarArchiveEntry entry = new TarArchiveEntry(photo.getFileName().toString());
                    entry.setSize(bytes.length);
                    tar.putArchiveEntry(entry);
                    tar.write(bytes);
                    tar.closeArchiveEntry();
                }
            }
        }
        return rate(start);
    }

    private double job(String table) throws Exception {
        env.executeSql(
                "CREATE TABLE %s (__key__ STRING, jpg IMAGE) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'webdataset')"
                        .formatted(table, folder.resolve(table).toUri()));
        long start = System.nanoTime();
        env.executeSql(
                        "INSERT INTO %s SELECT SPLIT_INDEX(name, '.', 0), IMAGE_RESIZE(img, %d, %d) FROM photos"
                                .formatted(table, SIDE, SIDE))
                .await();
        double rate = rate(start);
        try (CloseableIterator<Row> count =
                env.executeSql("SELECT COUNT(*) FROM " + table).collect()) {
            long samples = count.next().<Long>getFieldAs(0);
            if (samples != photos.size()) {
                throw new IllegalStateException(
                        "%d samples of %d images were written".formatted(samples, photos.size()));
            }
        }
        return rate;
    }

    private double rate(long startNanos) {
        return photos.size() * 1e9 / (System.nanoTime() - startNanos);
    }

    private static String peakMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "unknown";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.substring("VmHWM:".length()).trim())
                .findFirst()
                .orElse("unknown");
    }
}
