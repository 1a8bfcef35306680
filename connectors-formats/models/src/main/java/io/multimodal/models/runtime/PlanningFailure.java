// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a statement is refused with. */
@Internal
public final class PlanningFailure {
    private static final Logger LOG = LoggerFactory.getLogger(PlanningFailure.class);

    private PlanningFailure() {}

    /**
     * The reason, which names the model. What is behind it goes to the log, and is neither its
     * cause nor suppressed: the SQL client prints the last "Caused by" of the trace alone, such as
     * the name of a file, or what a library says of no model.
     */
    public static ValidationException of(Exception reason) {
        LOG.info("A statement is refused", reason);
        return new ValidationException(reason.getMessage());
    }
}
