// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.remote.Exchange;
import io.multimodal.models.remote.RetryException;
import io.multimodal.models.spi.InputRow;
import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.RowData;

/** One use of a server: what is asked for a row, and what row an answer makes. Thread-safe. */
interface OpenAiTask extends Serializable {
    /** The request for a row. Blocks to read and decode media. */
    Exchange.Body request(InputRow row, MediaRuntime media)
            throws IOException, InvalidReferenceException;

    /**
     * The row of an answer.
     *
     * @throws RetryException if the answer is none of the protocol
     * @throws io.multimodal.types.failure.MediaException if the model has given no such row
     */
    RowData read(JsonNode answer) throws RetryException, IOException;

    /** Everything that answers depend on but the place and the name of the model, as one line. */
    String identity();
}
