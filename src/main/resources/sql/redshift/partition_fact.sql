-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. Runs before rows are inserted.
-- The sort key does here what partitions do elsewhere.
create or replace procedure {{ area }}_staging.partition_{{ table.name }}(p_run_id bigint)
language plpgsql
as $$
begin
    null;
end
$$;
