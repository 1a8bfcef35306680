// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.architecture;

import java.util.EnumSet;
import java.util.stream.Stream;

/** The modules in their order: each may use those above it. */
enum Module {
    STORE("io.multimodal.store"),
    TYPES("io.multimodal.types"),
    PLANNER("io.multimodal.planner"),
    SERIALIZERS("io.multimodal.serializers"),
    MEDIA("io.multimodal.media"),
    FUNCTIONS("io.multimodal.functions"),
    DOCUMENTS("io.multimodal.documents"),
    CONNECTORS("io.multimodal.connectors"),
    FORMATS("io.multimodal.formats"),
    MODELS("io.multimodal.models"),
    TOKENIZERS("io.multimodal.tokenizers"),
    VECTORS("io.multimodal.vectors"),
    CATALOG("io.multimodal.catalog");

    private final String prefix;

    Module(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }

    String packages() {
        return prefix + "..";
    }

    String internals() {
        return prefix + "..internal..";
    }

    /** The packages of the modules below; for the last one a package that nobody has. */
    String[] forbidden() {
        return Stream.concat(
                        Stream.of("io.multimodal.none"),
                        EnumSet.range(this, CATALOG).stream()
                                .filter(other -> other != this)
                                .map(Module::packages))
                .toArray(String[]::new);
    }
}
