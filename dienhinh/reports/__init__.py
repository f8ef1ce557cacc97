"""Papers from a snapshot: Word in the layout of Decree 30/2020/NĐ-CP, PowerPoint, Excel, PDF. Never a connection."""
