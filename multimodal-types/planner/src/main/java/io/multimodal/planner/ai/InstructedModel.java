// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.ai;

import io.multimodal.store.ref.ContentId;
import io.multimodal.types.instruction.InstructedModelFactory;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ContextResolvedModel;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.ModelProviderFactory;

/**
 * A declared model that is told what to answer. It has a name of its own, which no catalog knows:
 * by names, plans tell models apart, and restore those of compiled plans.
 */
final class InstructedModel {
    private static final int MAX_NAME = 100;
    private static final int DIGEST = 8;

    private InstructedModel() {}

    /**
     * The model that answers as a call says.
     *
     * @throws ValidationException which names both sides
     */
    static ContextResolvedModel of(
            String function,
            ContextResolvedModel declared,
            Instruction instruction,
            SqlNode value,
            ClassLoader classes) {
        String said =
                instruction
                        .read(value)
                        .orElseThrow(
                                () ->
                                        new ValidationException(
                                                "%s takes as its %s %s, not %s"
                                                        .formatted(
                                                                function,
                                                                instruction,
                                                                instruction.description(),
                                                                value)));
        InstructedModelFactory provider = provider(function, declared, instruction, classes);
        ResolvedCatalogModel told;
        try {
            told =
                    instruction.told(
                            declared.getIdentifier().asSummaryString(),
                            declared.getResolvedModel(),
                            value,
                            provider);
        } catch (ValidationException e) {
            // Without the cause: the SQL client prints the last one alone.
            throw new ValidationException(function + " " + e.getMessage());
        }
        ObjectIdentifier name = name(declared.getIdentifier(), said);
        return declared.getCatalog()
                .map(catalog -> ContextResolvedModel.permanent(name, catalog, told))
                .orElseGet(() -> ContextResolvedModel.temporary(name, told));
    }

    private static InstructedModelFactory provider(
            String function,
            ContextResolvedModel declared,
            Instruction instruction,
            ClassLoader classes) {
        String provider =
                declared.getResolvedModel()
                        .getOptions()
                        .getOrDefault(FactoryUtil.PROVIDER.key(), "");
        ModelProviderFactory found =
                FactoryUtil.discoverFactory(classes, ModelProviderFactory.class, provider);
        if (found instanceof InstructedModelFactory factory) {
            return factory;
        }
        throw new ValidationException(
                "%s gives the model %s %s, but its provider '%s' runs models whose outputs are fixed; %s, or take a model of a provider that is told what to answer, such as 'multimodal-openai'"
                        .formatted(
                                function,
                                declared.getIdentifier().asSummaryString(),
                                instruction,
                                provider,
                                instruction == Instruction.LABELS
                                        ? "leave LABELS out for its own labels"
                                        : "call ML_PREDICT for its own outputs"));
    }

    private static ObjectIdentifier name(ObjectIdentifier declared, String said) {
        String line = said.replaceAll("\\s+", " ").replace('`', '\'');
        String name = declared.getObjectName() + line;
        return ObjectIdentifier.of(
                declared.getCatalogName(),
                declared.getDatabaseName(),
                name.length() <= MAX_NAME && line.equals(said)
                        ? name
                        : name.substring(0, Math.min(name.length(), MAX_NAME))
                                + "… "
                                + ContentId.hash(said).hex().substring(0, DIGEST));
    }
}
