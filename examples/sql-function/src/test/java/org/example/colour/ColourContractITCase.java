// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.colour;

import io.multimodal.functions.spi.FunctionFamily;
import io.multimodal.functions.testkit.FunctionFamilyContract;

/** The functions keep the promises of all functions. */
class ColourContractITCase extends FunctionFamilyContract {
    @Override
    protected FunctionFamily family() {
        return new ColourFunctions();
    }
}
