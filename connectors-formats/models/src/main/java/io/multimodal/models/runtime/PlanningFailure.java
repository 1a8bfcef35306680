// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.annotation.Internal;
import org.apache.flink.table.api.ValidationException;

/** What a statement is refused with. */
@Internal
public final class PlanningFailure {
    private PlanningFailure() {}

    /**
     * The reason, which names the model. What is behind it is not its cause: the SQL client prints
     * the last cause alone, such as the name of a file, or what a library says of no model.
     */
    public static ValidationException of(Exception reason) {
        ValidationException refused = new ValidationException(reason.getMessage());
        refused.addSuppressed(reason);
        return refused;
    }
}
