// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.content;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import java.util.Optional;

/**
 * The bytes of a file that is to be written.
 *
 * @param contentType such as {@code image/png}
 * @param extension without a dot
 * @param object the bytes
 * @param ref of the object that has these bytes; empty if they were rendered
 * @param id the SHA-256 of the bytes; empty if it is found out by reading them
 */
public record FileContent(
        String contentType,
        String extension,
        ObjectHandle object,
        Optional<ObjectRef> ref,
        Optional<ContentId> id) {}
