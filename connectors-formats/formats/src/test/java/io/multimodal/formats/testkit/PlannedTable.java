// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.testkit;

import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;

/** What Flink's planner tells a format, as far as formats ask. */
record PlannedTable(ReadableConfig configuration) implements DynamicTableFactory.Context {
    @Override
    public ReadableConfig getConfiguration() {
        return configuration;
    }

    @Override
    public ObjectIdentifier getObjectIdentifier() {
        return ObjectIdentifier.of("catalog", "database", "samples");
    }

    @Override
    public ResolvedCatalogTable getCatalogTable() {
        throw new UnsupportedOperationException("Formats do not ask for the table");
    }

    @Override
    public ClassLoader getClassLoader() {
        return PlannedTable.class.getClassLoader();
    }

    @Override
    public boolean isTemporary() {
        return false;
    }

    /** Rows are made and read as they are, so no type needs a serializer. */
    static final class Source implements DynamicTableSource.Context {
        @Override
        public <T> TypeInformation<T> createTypeInformation(DataType type) {
            return null;
        }

        @Override
        public <T> TypeInformation<T> createTypeInformation(LogicalType type) {
            return null;
        }

        @Override
        public DynamicTableSource.DataStructureConverter createDataStructureConverter(
                DataType type) {
            throw new UnsupportedOperationException("Formats make internal rows");
        }
    }

    /** Rows are made and read as they are, so no type needs a serializer. */
    @SuppressWarnings("deprecation") // it is abstract
    static final class Sink implements DynamicTableSink.Context {
        @Override
        public boolean isBounded() {
            return true;
        }

        @Override
        public <T> TypeInformation<T> createTypeInformation(DataType type) {
            return null;
        }

        @Override
        public <T> TypeInformation<T> createTypeInformation(LogicalType type) {
            return null;
        }

        @Override
        public DynamicTableSink.DataStructureConverter createDataStructureConverter(DataType type) {
            throw new UnsupportedOperationException("Formats take internal rows");
        }

        @Override
        public Optional<int[][]> getTargetColumns() {
            return Optional.empty();
        }
    }
}
