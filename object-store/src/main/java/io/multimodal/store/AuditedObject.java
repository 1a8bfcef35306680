// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import java.util.Optional;

/**
 * One copy of an object after it was read to its last byte.
 *
 * @param copy which
 * @param damage what is wrong with it, in one sentence; empty if it is intact
 */
@Public
public record AuditedObject(ObjectSummary copy, Optional<String> damage) {}
