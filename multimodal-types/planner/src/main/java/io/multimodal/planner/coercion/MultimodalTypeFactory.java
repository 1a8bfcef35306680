// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.coercion;

import io.multimodal.types.DeclaredType;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.flink.table.planner.calcite.FlinkRelOptClusterFactory;
import org.apache.flink.table.planner.calcite.FlinkRexBuilder;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.calcite.FlinkTypeSystem;
import org.apache.flink.table.planner.delegation.PlannerContext;

/**
 * Flink's types, and what multimodal ones have in common where CASE, UNION and the like bring them
 * together: the same type, nullable if one of them is, with the parameters that all fix alike.
 * Flink alone takes structured types together only where they are equal to the letter.
 */
public final class MultimodalTypeFactory extends FlinkTypeFactory {
    private MultimodalTypeFactory(ClassLoader classLoader) {
        super(classLoader, FlinkTypeSystem.INSTANCE);
    }

    /** Puts it in the place of the planner's own, before anything was planned. */
    public static void install(PlannerContext context) {
        if (context.getTypeFactory() instanceof MultimodalTypeFactory) {
            return;
        }
        ClassLoader classLoader = context.getFlinkContext().getClassLoader();
        MultimodalTypeFactory factory = new MultimodalTypeFactory(classLoader);
        FlinkRexBuilder rexBuilder = new FlinkRexBuilder(factory);
        set(context, "typeFactory", factory);
        set(
                context,
                "cluster",
                FlinkRelOptClusterFactory.create(context.getCluster().getPlanner(), rexBuilder));
    }

    @Override
    public RelDataType leastRestrictive(List<RelDataType> types) {
        return common(types).orElseGet(() -> super.leastRestrictive(types));
    }

    /** Empty where one of them is something else. */
    private Optional<RelDataType> common(List<RelDataType> types) {
        Optional<DeclaredType> common = Optional.empty();
        boolean nullable = false;
        for (RelDataType type : types) {
            nullable |= type.isNullable();
            if (type.getSqlTypeName() == SqlTypeName.NULL) {
                continue;
            }
            Optional<DeclaredType> declared =
                    type.getSqlTypeName() == SqlTypeName.STRUCTURED
                            ? DeclaredType.of(toLogicalType(type))
                            : Optional.empty();
            if (declared.isEmpty()
                    || (common.isPresent() && common.get().type() != declared.get().type())) {
                return Optional.empty();
            }
            DeclaredType known = common.orElse(declared.get());
            common = Optional.of(new DeclaredType(known.type(), shared(known, declared.get())));
        }
        boolean orNull = nullable;
        return common.map(
                type ->
                        createFieldTypeFromLogicalType(
                                type.dataType().getLogicalType().copy(orNull)));
    }

    private static Map<String, String> shared(DeclaredType one, DeclaredType other) {
        Map<String, String> parameters = new TreeMap<>(one.parameters());
        parameters.entrySet().retainAll(other.parameters().entrySet());
        return parameters;
    }

    /** Flink has no way to say which type factory it is to use. */
    private static void set(PlannerContext context, String name, Object value) {
        try {
            Field field = PlannerContext.class.getDeclaredField(name);
            field.setAccessible(true);
            field.set(context, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Cannot teach SQL to mix multimodal types: Flink's planner has no field '"
                            + name
                            + "'; use the Flink version that this was made for",
                    e);
        }
    }
}
