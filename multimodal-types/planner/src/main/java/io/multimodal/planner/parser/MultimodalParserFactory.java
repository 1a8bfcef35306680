// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.parser;

import io.multimodal.planner.coercion.MultimodalInOperator;
import java.io.Reader;
import java.io.StringReader;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParserImplFactory;
import org.apache.calcite.util.SourceStringReader;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;

/** Flink's own parser over a lexer that knows the types with parameters. */
public final class MultimodalParserFactory implements SqlParserImplFactory {
    private final TypeRegistry registry;

    public MultimodalParserFactory(TypeRegistry registry) {
        this.registry = registry;
    }

    @Override
    public SqlAbstractParserImpl getParser(Reader reader) {
        FlinkSqlParserImpl parser = new MixingParser();
        parser.ReInit(new TypeTokenManager(reader, registry));
        if (reader instanceof SourceStringReader source) {
            parser.setOriginalSql(source.getSourceString());
        }
        return parser;
    }

    /** Parses IN as the one that takes multimodal types. */
    private static final class MixingParser extends FlinkSqlParserImpl {
        MixingParser() {
            super(new StringReader(""));
        }

        @Override
        public SqlNode parseSqlExpressionEof() throws Exception {
            return MultimodalInOperator.in(super.parseSqlExpressionEof());
        }

        @Override
        public SqlNode parseSqlStmtEof() throws Exception {
            return FunctionNames.inAnyCase(MultimodalInOperator.in(super.parseSqlStmtEof()));
        }

        @Override
        public SqlNodeList parseSqlStmtList() throws Exception {
            SqlNodeList statements = MultimodalInOperator.in(super.parseSqlStmtList());
            statements.replaceAll(FunctionNames::inAnyCase);
            return statements;
        }
    }
}
