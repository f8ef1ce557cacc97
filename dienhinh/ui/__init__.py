"""What the pages share of Streamlit: session, address, controls, theme, messages."""
