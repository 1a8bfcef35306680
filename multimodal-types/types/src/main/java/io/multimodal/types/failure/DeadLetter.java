// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.failure;

import io.multimodal.annotation.Public;
import java.time.Instant;

/**
 * What is left of a row's medium that could not be used, where the policy is {@link
 * OnError#DEAD_LETTER}.
 *
 * @param job the name of the job
 * @param object the reference in its text form, or the place that no reference could be made of
 * @param function which function, source or model failed
 * @param code why
 * @param message one sentence
 * @param time when it failed first, to the millisecond
 */
@Public
public record DeadLetter(
        String job, String object, String function, ErrorCode code, String message, Instant time) {}
