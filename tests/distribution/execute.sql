SET 'multimodal.stores.main.uri' = 'file://@work@/store';
SET 'execution.checkpointing.interval' = '200ms';
SET 'restart-strategy.type' = 'none';
SET 'table.dml-sync' = 'true';
LOAD MODULE multimodal;
EXECUTE PLAN 'file://@work@/turned.json';
EXECUTE PLAN 'file://@work@/wide.json';
