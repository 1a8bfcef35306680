// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.table.data.RowData;

/** The values of a row, copied out of it. */
public interface CapturedRow {
    /** The objects that computing it reads. */
    List<ObjectRef> references();

    /** The bytes that the prediction is remembered by: equal ones mean equal values. */
    byte[] identity();

    /**
     * Computes the output. Called once, in a thread of {@link RowComputer#preparers}; may block to
     * read and decode. What it returns completes elsewhere.
     *
     * @throws io.multimodal.types.failure.MediaException if the content is bad
     */
    CompletableFuture<RowData> compute()
            throws IOException, InvalidReferenceException, InterruptedException;
}
