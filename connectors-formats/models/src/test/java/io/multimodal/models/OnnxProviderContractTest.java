// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.spi.InferenceProvider;
import io.multimodal.models.testkit.ModelProviderContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** ONNX Runtime keeps the contract of providers: with each kind of batch. */
class OnnxProviderContractTest {
    /** A batch of any size. */
    @Nested
    class AnyBatch extends Contract {
        AnyBatch() {
            super("logits");
        }
    }

    /** Four rows a run, of which some are padding. */
    @Nested
    class FixedBatch extends Contract {
        FixedBatch() {
            super("fixed_4");
        }
    }

    /** One row a run. */
    @Nested
    class NoBatch extends Contract {
        NoBatch() {
            super("no_batch");
        }
    }

    /** Inputs that are converted. */
    @Nested
    class Doubles extends Contract {
        Doubles() {
            super("double");
        }
    }

    abstract static class Contract extends ModelProviderContract {
        private final String name;

        Contract(String name) {
            this.name = name;
        }

        @Override
        protected String identifier() {
            return OnnxModelProviderFactory.IDENTIFIER;
        }

        @Override
        protected InferenceProvider provider() {
            return new OnnxProvider();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("path", path(name));
        }

        @Override
        protected List<Map<String, String>> otherOptions() {
            return List.of(Map.of("path", path("softmax")));
        }

        @Override
        protected Map<String, String> wrongOptions() {
            return Map.of("path", path("logits") + ".missing");
        }

        private static String path(String name) {
            return BuiltInTaskContractTest.file(name).toString();
        }
    }
}
