// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.failure;

import io.multimodal.annotation.Public;
import java.time.Instant;

/**
 * The record of an object that could not be used, written where the policy is {@link
 * OnError#DEAD_LETTER}.
 *
 * @param job the name of the job
 * @param object the reference in its text form, or the place if no reference could be made
 * @param function the function, source or model that failed
 * @param code the reason
 * @param message one sentence
 * @param time the time of the first failure, to the millisecond
 */
@Public
public record DeadLetter(
        String job, String object, String function, ErrorCode code, String message, Instant time) {}
