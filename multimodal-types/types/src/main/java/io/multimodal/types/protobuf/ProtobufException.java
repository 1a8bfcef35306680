// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.protobuf;

/** The bytes are not a message in the wire format of Protocol Buffers; the message says why. */
public final class ProtobufException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ProtobufException(String why) {
        super(why);
    }
}
