// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import io.multimodal.media.image.ImageReader;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.config.Limits;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Lines of text as lazy crops of pages that lie in a store. */
final class TextLines implements AutoCloseable {
    /** Height of the reader's input. */
    static final int HEIGHT = 48;

    /**
     * Width of a line that is scaled to {@link #HEIGHT}; the model's next wider input is as wide.
     */
    static final int WIDTH = 384;

    static final int CHANNELS = TensorSpec.CHANNELS;

    /** How many numbers a line is as the input of a model. */
    static final int ELEMENTS = CHANNELS * HEIGHT * WIDTH;

    static final TensorSpec INPUT =
            TensorSpec.of(WIDTH, HEIGHT)
                    .in(TensorSpec.Layout.CHW, TensorSpec.Channels.BGR)
                    .normalised(List.of(0.5f, 0.5f, 0.5f), List.of(0.5f, 0.5f, 0.5f));

    private static final int LINES_ON_A_PAGE = 20;
    private static final int LINE_HEIGHT = 60;
    private static final int LINE_WIDTH = WIDTH * LINE_HEIGHT / HEIGHT;

    private final StoreConfig config;
    private final StoreRuntime stores;
    private final ImageReader images;
    private final List<ObjectRef> crops;
    private final List<byte[]> files;

    private TextLines(
            StoreConfig config, StoreRuntime stores, List<ObjectRef> crops, List<byte[]> files) {
        this.config = config;
        this.stores = stores;
        this.images = ImageReader.open(stores::open, Limits.DEFAULT);
        this.crops = crops;
        this.files = files;
    }

    static TextLines draw(Path store, int count) throws Exception {
        StoreConfig config = StoreConfig.of(store.toUri().toString());
        StoreRuntime stores = StoreRuntime.acquire(config);
        List<ObjectRef> crops = new ArrayList<>();
        List<byte[]> files = new ArrayList<>();
        for (int line = 0; line < count; line += LINES_ON_A_PAGE) {
            BufferedImage page = page(line);
            ObjectRef stored =
                    stores.main().put(Payload.of(jpeg(page))).toCompletableFuture().get();
            for (int i = 0; i < LINES_ON_A_PAGE && crops.size() < count; i++) {
                ImageProgram crop =
                        ImageProgram.EMPTY.then(
                                new ImageOp.Crop(0, i * LINE_HEIGHT, LINE_WIDTH, LINE_HEIGHT, 0));
                crops.add(new DerivedRef(stored, crop.encode()));
                files.add(jpeg(page.getSubimage(0, i * LINE_HEIGHT, LINE_WIDTH, LINE_HEIGHT)));
            }
        }
        return new TextLines(config, stores, crops, files);
    }

    private static BufferedImage page(int firstLine) {
        BufferedImage page =
                new BufferedImage(
                        LINE_WIDTH + 100,
                        LINES_ON_A_PAGE * LINE_HEIGHT,
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = page.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, page.getWidth(), page.getHeight());
        pen.setColor(Color.BLACK);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 36));
        for (int i = 0; i < LINES_ON_A_PAGE; i++) {
            pen.drawString("Number " + (firstLine + i) * 7919, 10, i * LINE_HEIGHT + 44);
        }
        pen.dispose();
        return page;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }

    StoreConfig config() {
        return config;
    }

    List<ObjectRef> crops() {
        return crops;
    }

    /** The same lines, each as a JPEG of its own. */
    List<byte[]> files() {
        return files;
    }

    /**
     * Some of the crops as the input of a model, one after the other. Thread-safe.
     *
     * @param target filled from its beginning; its position does not move
     */
    void render(int first, int count, FloatBuffer target) throws IOException {
        FloatBuffer place = target.duplicate();
        for (int i = 0; i < count; i++) {
            images.render(crops.get(first + i), INPUT, place.position(i * ELEMENTS));
        }
    }

    @Override
    public void close() throws IOException {
        images.close();
        stores.close();
    }
}
