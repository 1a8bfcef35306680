// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog.state;

/** The kinds of names that a database has; the same name may be in several of them. */
public enum Section {
    /** Tables, views and materialized tables. */
    TABLES("tables", "table"),
    FUNCTIONS("functions", "function"),
    MODELS("models", "model");

    private final String key;
    private final String noun;

    Section(String key, String noun) {
        this.key = key;
        this.noun = noun;
    }

    /** As documents spell it. */
    public String key() {
        return key;
    }

    /** One entry, for messages. */
    public String noun() {
        return noun;
    }
}
