// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code DIRECTION_OF(base64)}: the scores of a line, as a function by hand computes them that gets
 * its image in the row. Public for generated code.
 */
public final class DirectionOfBase64 extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    private static final int PLANE = TextLines.WIDTH * TextLines.HEIGHT;

    private final String model;
    private transient OrtSession session;
    private transient FloatBuffer input;

    DirectionOfBase64(String model) {
        this.model = model;
    }

    @Override
    public void open(FunctionContext context) throws Exception {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // Subtasks are as many as there are cores.
            options.setIntraOpNumThreads(1);
            session = OrtEnvironment.getEnvironment().createSession(model, options);
        }
        input =
                ByteBuffer.allocateDirect(TextLines.ELEMENTS * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
    }

    /** Called by Flink. */
    public Float[] eval(String base64) throws IOException, OrtException {
        write(ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64))));
        long[] shape = {1, TextLines.CHANNELS, TextLines.HEIGHT, TextLines.WIDTH};
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), input, shape);
                OrtSession.Result result = session.run(Map.of("x", tensor))) {
            float[] scores = ((float[][]) result.get(0).getValue())[0];
            return new Float[] {scores[0], scores[1]};
        }
    }

    /** Scaled, blue first, from -1 to 1. */
    private void write(BufferedImage line) {
        BufferedImage scaled =
                new BufferedImage(TextLines.WIDTH, TextLines.HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = scaled.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(line, 0, 0, TextLines.WIDTH, TextLines.HEIGHT, null);
        pen.dispose();
        int[] pixels =
                scaled.getRGB(0, 0, TextLines.WIDTH, TextLines.HEIGHT, null, 0, TextLines.WIDTH);
        for (int i = 0; i < PLANE; i++) {
            for (int channel = 0; channel < TextLines.CHANNELS; channel++) {
                int value = pixels[i] >> (Byte.SIZE * channel) & 0xff;
                input.put(channel * PLANE + i, value / 127.5f - 1);
            }
        }
    }

    @Override
    public void close() throws Exception {
        if (session != null) {
            session.close();
        }
    }
}
