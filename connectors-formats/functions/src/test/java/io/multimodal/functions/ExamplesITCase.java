// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import io.multimodal.functions.spi.FunctionFamily;
import io.multimodal.functions.testkit.FunctionFamilyContract;

/** The built-in functions keep the contract; this runs every example of the documentation. */
class ExamplesITCase extends FunctionFamilyContract {
    @Override
    protected FunctionFamily family() {
        return new FunctionRegistry.Family("All", FunctionRegistry.all());
    }
}
