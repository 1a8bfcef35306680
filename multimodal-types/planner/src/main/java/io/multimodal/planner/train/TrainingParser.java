// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.train;

import io.multimodal.planner.parser.ForwardingParser;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.flink.sql.parser.ddl.model.SqlCreateModelAs;
import org.apache.flink.sql.parser.error.SqlValidateException;
import org.apache.flink.table.api.SqlParserException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.delegation.Parser;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.planner.delegation.PlannerContext;

/**
 * A parser that knows {@code CREATE MODEL … AS SELECT}; another one parses the other statements.
 */
public final class TrainingParser extends ForwardingParser {
    private static final Pattern CREATE_MODEL =
            Pattern.compile("\\bCREATE\\b.*\\bMODEL\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final PlannerContext planner;
    private final BatchJobs jobs;

    /**
     * @param others parses all other statements
     * @param planner of the session
     * @param jobs run what is trained
     */
    public TrainingParser(Parser others, PlannerContext planner, BatchJobs jobs) {
        super(others);
        this.planner = planner;
        this.jobs = jobs;
    }

    @Override
    public List<Operation> parse(String statement) {
        Optional<SqlCreateModelAs> create = createModelAs(statement);
        return create.isPresent()
                ? List.of(new CreateModelAs(create.get(), statement, jobs))
                : super.parse(statement);
    }

    private Optional<SqlCreateModelAs> createModelAs(String statement) {
        if (!CREATE_MODEL.matcher(statement).find()) {
            return Optional.empty();
        }
        try {
            SqlNodeList nodes = planner.createCalciteParser().parseSqlList(statement);
            if (nodes.size() == 1 && nodes.get(0) instanceof SqlCreateModelAs create) {
                create.validate();
                return Optional.of(create);
            }
            return Optional.empty();
        } catch (SqlParserException e) {
            return Optional.empty(); // The other parser says what is wrong.
        } catch (SqlValidateException e) {
            throw new ValidationException("CREATE MODEL AS: " + e.getMessage());
        }
    }
}
