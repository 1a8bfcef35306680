// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.input;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;

/** What a row is called in messages and dead letters: a medium of it, or a text. */
public sealed interface RowSubject {
    /** The words for it. */
    String name() throws InvalidReferenceException;

    /**
     * A medium.
     *
     * @param reference in its binary form
     */
    @SuppressWarnings("ArrayRecordComponent") // Made once a row, compared never.
    record Medium(byte[] reference) implements RowSubject {
        @Override
        public String name() throws InvalidReferenceException {
            return ref().toText();
        }

        public ObjectRef ref() throws InvalidReferenceException {
            return ObjectRef.fromBytes(reference);
        }
    }

    /** A row without a medium. */
    record Text(String name) implements RowSubject {}

    /** A row of texts and numbers; what is wrong with it says the failure. */
    RowSubject PLAIN = new Text("a row without media");
}
