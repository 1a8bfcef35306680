// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.table.catalog.CatalogFunction;
import org.apache.flink.table.catalog.CatalogFunctionImpl;
import org.apache.flink.table.catalog.FunctionLanguage;
import org.apache.flink.table.resource.ResourceType;
import org.apache.flink.table.resource.ResourceUri;

/** Functions as properties: their class, its language, and the jars that they come in. */
public final class FunctionCodec {
    private static final String CLASS = "class";
    private static final String LANGUAGE = "language";
    private static final String RESOURCE = "resource.";
    private static final String OPTION = "option.";

    private FunctionCodec() {}

    /** The properties of a function. */
    public static Map<String, String> write(CatalogFunction function) {
        Map<String, String> properties = new HashMap<>();
        properties.put(CLASS, function.getClassName());
        properties.put(LANGUAGE, function.getFunctionLanguage().name());
        for (int i = 0; i < function.getFunctionResources().size(); i++) {
            ResourceUri resource = function.getFunctionResources().get(i);
            properties.put(RESOURCE + i + ".type", resource.getResourceType().name());
            properties.put(RESOURCE + i + ".uri", resource.getUri());
        }
        function.getOptions().forEach((key, value) -> properties.put(OPTION + key, value));
        return properties;
    }

    /** The function. */
    public static CatalogFunction read(Map<String, String> properties) {
        List<ResourceUri> resources = new ArrayList<>();
        for (int i = 0; properties.containsKey(RESOURCE + i + ".uri"); i++) {
            resources.add(
                    new ResourceUri(
                            ResourceType.valueOf(properties.get(RESOURCE + i + ".type")),
                            properties.get(RESOURCE + i + ".uri")));
        }
        Map<String, String> options = new TreeMap<>();
        properties.forEach(
                (key, value) -> {
                    if (key.startsWith(OPTION)) {
                        options.put(key.substring(OPTION.length()), value);
                    }
                });
        return new CatalogFunctionImpl(
                properties.get(CLASS),
                FunctionLanguage.valueOf(properties.get(LANGUAGE)),
                resources,
                options);
    }
}
