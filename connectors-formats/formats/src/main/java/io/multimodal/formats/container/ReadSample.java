// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import org.apache.flink.table.data.RowData;

/**
 * What was made of a sample.
 *
 * @param row null if the sample is left out
 * @param end where the next sample begins, in bytes
 */
record ReadSample(RowData row, long end) {}
