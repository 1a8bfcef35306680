// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import java.util.Base64;
import java.util.List;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code LINE_BASE64(i)}: the file of the i-th line in Base64. Public for generated code. */
public final class LineBase64 extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    private final String[] files;

    LineBase64(List<byte[]> files) {
        this.files = files.stream().map(Base64.getEncoder()::encodeToString).toArray(String[]::new);
    }

    /** Called by Flink. */
    public String eval(Long index) {
        return files[(int) (index % files.length)];
    }

    /** Else the planner may call it twice for a row that is used twice. */
    @Override
    public boolean isDeterministic() {
        return false;
    }
}
