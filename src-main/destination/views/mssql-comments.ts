import type { Comment } from "./fragments.ts";
import { quoteText } from "./quote-text.ts";

/** The longest extended property, in characters. */
const longestDescription = 3_750;

/**
 * MS_Description, which Management Studio, Excel and Power BI show. There is no statement that sets it whether it is
 * there or not. A user who may not set it loses the comments only: the procedures open a transaction inside ours, and one that
 * fails leaves it open, so that ours would never be committed.
 */
export function describeInSqlServer({ kind, name, doc, columns }: Comment): string {
  const text = (value: string): string => `N${quoteText(value.slice(0, longestDescription))}`;
  const rows = [
    `(null, ${text(doc)})`,
    ...columns.map((column) => `(N'${column.name}', ${text(column.doc)})`),
  ];
  const target = `@name = N'MS_Description', @value = @doc, @level0type = N'SCHEMA', @level0name = @schema,
      @level1type = N'${kind.toUpperCase()}', @level1name = @object, @level2type = @level, @level2name = @column`;
  return `declare @schema sysname = schema_name(), @object sysname = N'${name}', @column sysname, @level sysname,
    @doc nvarchar(${longestDescription}), @known int, @depth int = @@trancount;
  declare @docs table (column_name sysname null, doc nvarchar(${longestDescription}) not null);
  insert into @docs (column_name, doc) values ${rows.join(",\n    ")};
  begin try
    declare every_doc cursor local fast_forward for select column_name, doc from @docs;
    open every_doc;
    fetch next from every_doc into @column, @doc;
    while @@fetch_status = 0
    begin
      set @level = case when @column is null then null else N'COLUMN' end;
      set @known = (select count(*) from sys.extended_properties p
        where p.class = 1 and p.name = N'MS_Description'
          and p.major_id = object_id(quotename(@schema) + N'.' + quotename(@object))
          and p.minor_id = case when @column is null then 0
            else columnproperty(object_id(quotename(@schema) + N'.' + quotename(@object)), @column, 'ColumnId') end);
      if @known = 0 exec sys.sp_addextendedproperty ${target};
      else exec sys.sp_updateextendedproperty ${target};
      fetch next from every_doc into @column, @doc;
    end;
    close every_doc;
    deallocate every_doc;
  end try
  begin catch
    if xact_state() = -1 throw;
    while @@trancount > @depth commit transaction;
  end catch`;
}
