// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import org.apache.flink.table.data.RowData;

/**
 * What was made of a sample.
 *
 * @param row null if the sample is passed over
 * @param end where the next sample begins, in bytes
 */
record ReadSample(RowData row, long end) {}
