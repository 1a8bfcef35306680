// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.ErrorBudget;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.failure.OnError;
import java.io.IOException;
import org.apache.flink.table.types.logical.LogicalType;

/** Does what {@code multimodal.on-error} says with columns whose media cannot be mapped. */
final class FailedTexts {
    private static final String NAME = "the format multimodal";

    private final MultimodalConfig config;
    private final ErrorBudget budget;
    private final FailurePolicy required = FailurePolicy.failing(NAME);
    private final FailurePolicy optional;

    FailedTexts(MultimodalConfig config) {
        this.config = config;
        this.budget = new ErrorBudget(config.errorBudget());
        // A format is never closed: it may hold no store open.
        this.optional = config.onError() == OnError.DEAD_LETTER ? null : config.failurePolicy(NAME);
    }

    /**
     * Returns if the column goes on with NULL.
     *
     * @param column its name
     */
    void judge(String column, LogicalType type, IOException refused) throws IOException {
        String object = "the column " + column;
        IOException why = refused;
        if (refused instanceof RefusedTextException text) {
            object = text.shown();
            why = new MediaException(ErrorCode.REFUSED, refused.getMessage(), refused);
        }
        if (!type.isNullable()) {
            required.onFailure(object, why);
        } else if (optional != null) {
            optional.onFailure(object, why);
        } else {
            try (StoreRuntime stores = StoreRuntime.acquire(config.store())) {
                config.failurePolicy(NAME, stores.main().records(), budget).onFailure(object, why);
            }
        }
    }
}
