// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external.http;

import io.multimodal.store.external.ExternalPart;
import java.time.Duration;
import java.util.Optional;

/**
 * What a web server answered.
 *
 * @param part the part that was asked for; null where the answer is neither 200, 206 nor 416
 * @param location where it redirects to
 * @param retryAfter how long the server asks to be left alone
 */
record HttpAnswer(
        int status, ExternalPart part, Optional<String> location, Optional<Duration> retryAfter) {}
