// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.split;

import org.apache.flink.api.connector.source.SourceEvent;

/** The answer to {@link AskAhead} while no file is listed that waits for a reader. */
public record NothingWaits() implements SourceEvent {}
