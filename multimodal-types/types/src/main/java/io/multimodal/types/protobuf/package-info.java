// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Messages in the wire format of Protocol Buffers, read and written without a library and without a
 * schema. Start at {@link io.multimodal.types.protobuf.ProtobufFields}. No parameter or result is
 * null.
 */
@Internal
package io.multimodal.types.protobuf;

import io.multimodal.annotation.Internal;
