// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import io.multimodal.models.service.ServiceModel;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.failure.OnError;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.catalog.CatalogManager;

/** Models by their statements or by their names in a catalog, as Flink's planner has them. */
final class ModelStatements {
    private static final String CATALOG = "served";

    private final TableEnvironment env;
    private final CatalogManager catalogs;

    /**
     * An environment.
     *
     * @param options of Flink
     * @param catalog where a catalog is; null for none
     */
    ModelStatements(Configuration options, String catalog) {
        Configuration all = new Configuration(options);
        // What becomes of a row that cannot be predicted is for the client to say.
        all.set(MultimodalOptions.ON_ERROR, OnError.FAIL);
        env =
                TableEnvironment.create(
                        EnvironmentSettings.newInstance().withConfiguration(all).build());
        catalogs = ((TableEnvironmentInternal) env).getCatalogManager();
        if (catalog != null) {
            requireFolder(catalog);
            env.executeSql(
                    "CREATE CATALOG %s WITH ('type' = 'multimodal', 'uri' = '%s')"
                            .formatted(CATALOG, catalog.replace("'", "''")));
            env.useCatalog(CATALOG);
        }
    }

    /** A catalog that is not there would be made, and a service writes none. */
    private static void requireFolder(String catalog) {
        if (catalog.startsWith("file:") && !Files.isDirectory(Path.of(URI.create(catalog)))) {
            throw new ValidationException(
                    "There is no catalog at " + catalog + ": it is not a folder; check --catalog");
        }
    }

    /** The models of statements and names. Blocks while they are checked. */
    List<ServiceModel> models(List<String> statementsOrNames) {
        List<ServiceModel> models = new ArrayList<>();
        for (String text : statementsOrNames) {
            if (text.strip().contains(" ")) {
                Set<String> before = new HashSet<>(catalogs.listTemporaryModels());
                env.executeSql(temporary(text));
                catalogs.listTemporaryModels().stream()
                        .filter(name -> !before.contains(name))
                        .forEach(name -> models.add(ServiceModel.of(env, name)));
            } else {
                models.add(ServiceModel.of(env, text.strip()));
            }
        }
        return models;
    }

    /** A statement must not write into the catalog. */
    private static String temporary(String statement) {
        String text = statement.strip().replaceFirst(";$", "");
        if (!text.matches("(?is)CREATE\\s+(TEMPORARY\\s+)?MODEL\\s.*")) {
            throw new ValidationException(
                    "A model is a name or a statement CREATE MODEL, not '"
                            + (text.length() > 80 ? text.substring(0, 80) + "…" : text)
                            + "'");
        }
        return text.replaceFirst("(?i)^CREATE\\s+(TEMPORARY\\s+)?MODEL", "CREATE TEMPORARY MODEL");
    }
}
