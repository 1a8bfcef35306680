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

    private static final int LINES_ON_A_PAGE = 20;
    private static final int LINE_HEIGHT = 60;
    private static final int LINE_WIDTH = WIDTH * LINE_HEIGHT / HEIGHT;

    private final StoreConfig config;
    private final StoreRuntime stores;
    private final List<ObjectRef> crops;

    private TextLines(StoreConfig config, StoreRuntime stores, List<ObjectRef> crops) {
        this.config = config;
        this.stores = stores;
        this.crops = crops;
    }

    static TextLines draw(Path store, int count) throws Exception {
        StoreConfig config = StoreConfig.of(store.toUri().toString());
        StoreRuntime stores = StoreRuntime.acquire(config);
        List<ObjectRef> crops = new ArrayList<>();
        for (int line = 0; line < count; line += LINES_ON_A_PAGE) {
            ObjectRef page = stores.main().put(Payload.of(page(line))).toCompletableFuture().get();
            for (int i = 0; i < LINES_ON_A_PAGE && crops.size() < count; i++) {
                ImageProgram crop =
                        ImageProgram.EMPTY.then(
                                new ImageOp.Crop(0, i * LINE_HEIGHT, LINE_WIDTH, LINE_HEIGHT, 0));
                crops.add(new DerivedRef(page, crop.encode()));
            }
        }
        return new TextLines(config, stores, crops);
    }

    private static byte[] page(int firstLine) throws IOException {
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
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(page, "jpg", out);
        return out.toByteArray();
    }

    StoreConfig config() {
        return config;
    }

    List<ObjectRef> crops() {
        return crops;
    }

    /** The crops as the reader's inputs, all of them one after the other. */
    void render(FloatBuffer target) throws IOException {
        TensorSpec spec =
                TensorSpec.of(WIDTH, HEIGHT)
                        .in(TensorSpec.Layout.CHW, TensorSpec.Channels.BGR)
                        .normalised(List.of(0.5f, 0.5f, 0.5f), List.of(0.5f, 0.5f, 0.5f));
        try (ImageReader reader = ImageReader.open(stores::open, Limits.DEFAULT)) {
            for (ObjectRef crop : crops) {
                reader.render(crop, spec, target);
                target.position(target.position() + Math.toIntExact(spec.elements()));
            }
        }
        target.flip();
    }

    @Override
    public void close() throws IOException {
        stores.close();
    }
}
