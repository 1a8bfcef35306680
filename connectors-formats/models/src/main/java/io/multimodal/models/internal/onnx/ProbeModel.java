// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A model that negates one float, written as ONNX's protocol buffers; to try a device. */
final class ProbeModel {
    /** The name of its input. */
    static final String INPUT = "x";

    private static final String OUTPUT = "y";
    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;
    private static final int FLOAT = 1;

    private ProbeModel() {}

    static byte[] bytes() {
        byte[] node = join(bytes(1, text(INPUT)), bytes(2, text(OUTPUT)), bytes(4, text("Neg")));
        byte[] graph =
                join(
                        bytes(1, node),
                        bytes(2, text("probe")),
                        bytes(11, value(INPUT)),
                        bytes(12, value(OUTPUT)));
        byte[] opset = join(bytes(1, text("")), number(2, OPSET));
        return join(number(1, IR_VERSION), bytes(7, graph), bytes(8, opset));
    }

    /** A tensor of one float. */
    private static byte[] value(String name) {
        byte[] shape = bytes(1, number(1, 1));
        byte[] tensor = join(number(1, FLOAT), bytes(2, shape));
        return join(bytes(1, text(name)), bytes(2, bytes(1, tensor)));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A field of wire type 0; number and value are below 16 and 128. */
    private static byte[] number(int field, int value) {
        return new byte[] {(byte) (field << 3), (byte) value};
    }

    /** A field of wire type 2, shorter than 128 bytes. */
    private static byte[] bytes(int field, byte... content) {
        return join(new byte[] {(byte) (field << 3 | 2), (byte) content.length}, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
