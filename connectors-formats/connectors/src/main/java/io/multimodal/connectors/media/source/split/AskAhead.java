// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.split;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader asks for its next split while it still reads the files of the last one. The answer comes
 * at once: a split, {@link NothingWaits}, or that there are no more splits.
 */
public record AskAhead() implements SourceEvent {}
