// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/** A Kafka broker for tests; see {@link io.multimodal.broker.KafkaBroker}. */
package io.multimodal.broker;
