// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import org.apache.flink.core.io.InputSplit;

/**
 * A fragment of a version of a table.
 *
 * @param number of the split, from 0 on
 */
record LanceSplit(int number, int fragment, long version) implements InputSplit {
    private static final long serialVersionUID = 1L;

    @Override
    public int getSplitNumber() {
        return number;
    }
}
